"""Where does this request end? Two readers who disagree would disagree where the next one begins."""

from cases import HIDDEN, HIDDEN_PATH, HOST, ask, line

CHUNKED = b"Transfer-Encoding: chunked\r\n"
LAST = b"0\r\n\r\n"
SIZE = b"Content-Length: %d\r\n" % len(HIDDEN)


def encoding(value, behind=LAST + HIDDEN, name=b"Transfer-Encoding"):
    return ask(name + value + b"\r\n", behind)


def length(value, behind=HIDDEN):
    return ask(b"Content-Length:" + value + b"\r\n", behind)


REQUESTS = {
    # Content-Length against Transfer-Encoding.
    "CL.TE": (ask(b"Content-Length: 5\r\n" + CHUNKED, LAST + HIDDEN), "400"),
    "CL.TE, a length beyond the hidden": (ask(SIZE + CHUNKED, LAST + HIDDEN), "400"),
    "TE.CL": (ask(CHUNKED + b"Content-Length: 4\r\n", b"27\r\n" + HIDDEN + b"\r\n" + LAST), "400"),
    "CL 0 with TE": (ask(b"Content-Length: 0\r\n" + CHUNKED, LAST + HIDDEN), "400"),
    "TE with CL 0": (ask(CHUNKED + b"Content-Length: 0\r\n", LAST + HIDDEN), "400"),
    "TE with CL by HTTP/1.0": (line(version=b"HTTP/1.0") + HOST + SIZE + CHUNKED + b"\r\n" + LAST +
                               HIDDEN, "400"),
    "TE by HTTP/1.0": (line(version=b"HTTP/1.0") + HOST + CHUNKED + b"\r\n" + LAST + HIDDEN, "400"),
    "TE by HTTP/1.0, kept": (line(version=b"HTTP/1.0") + HOST + CHUNKED +
                             b"Connection: keep-alive\r\n\r\n" + LAST + HIDDEN, "400"),
    "CL.0": (ask(SIZE, HIDDEN), "400"),
    "CL.0 by HEAD": (ask(SIZE, HIDDEN, method=b"HEAD"), "400"),
    "CL.0 by OPTIONS": (ask(SIZE, HIDDEN, method=b"OPTIONS"), "400"),
    "CL.0 by POST": (ask(SIZE, HIDDEN, method=b"POST"), "405"),
    "TE by POST": (ask(CHUNKED, LAST + HIDDEN, method=b"POST"), "405"),
    "CL.TE by POST": (ask(SIZE + CHUNKED, LAST + HIDDEN, method=b"POST"), "405"),
    "TE.0 by OPTIONS": (ask(CHUNKED, b"27\r\n" + HIDDEN + b"\r\n" + LAST, method=b"OPTIONS"), "400"),
    # Transfer-Encoding that one reader knows and another does not.
    "TE: xchunked": (encoding(b": xchunked"), "400"),
    "TE: chunkedx": (encoding(b": chunkedx"), "400"),
    "TE: identity": (encoding(b": identity"), "400"),
    "TE: chunked, identity": (encoding(b": chunked, identity"), "400"),
    "TE: identity, chunked": (encoding(b": identity, chunked"), "400"),
    "TE: gzip, chunked": (encoding(b": gzip, chunked"), "400"),
    "TE: chunked, chunked": (encoding(b": chunked, chunked"), "400"),
    "TE: CHUNKED": (encoding(b": CHUNKED"), "400"),
    "TE in lower case": (encoding(b": chunked", name=b"transfer-encoding"), "400"),
    "TE: nothing": (encoding(b":"), "400"),
    "TE: a comma": (encoding(b": ,chunked"), "400"),
    "TE behind a tab": (encoding(b":\tchunked"), "400"),
    "TE before a tab": (encoding(b": chunked\t"), "400"),
    "TE between tabs": (encoding(b":\t\tchunked\t "), "400"),
    "TE with a vertical tab": (encoding(b": \x0bchunked"), "400"),
    "TE with a form feed": (encoding(b": chunked\x0c"), "400"),
    "TE with a zero byte": (encoding(b": chunked\0"), "400"),
    "TE behind a zero byte": (encoding(b": \0chunked"), "400"),
    "TE with a byte beyond ASCII": (encoding(b": chunked\xa0"), "400"),
    "TE quoted": (encoding(b': "chunked"'), "400"),
    "TE with a parameter": (encoding(b": chunked;a=b"), "400"),
    "TE twice": (ask(CHUNKED + b"Transfer-Encoding: identity\r\n", LAST + HIDDEN), "400"),
    "TE twice, the second hides": (ask(CHUNKED + b"Transfer-encoding: x\r\n", LAST + HIDDEN), "400"),
    "TE before a blank": (encoding(b" : chunked"), "400"),
    "TE before a tab and a colon": (encoding(b"\t: chunked"), "400"),
    "TE as a value's continuation": (ask(b"X: y\rTransfer-Encoding: chunked\r\n", LAST + HIDDEN),
                                     "400"),
    "TE behind a bare line feed": (ask(b"X: y\nTransfer-Encoding: chunked\r\n", LAST + HIDDEN),
                                   "400"),
    "TE folded": (encoding(b":\r\n chunked"), "400"),
    "TE with an underscore": (encoding(b": chunked", b"", b"Transfer_Encoding"), "200+"),
    "TE by the name of TE": (encoding(b"E: chunked", b"", b"T"), "200+"),
    "Connection that drops TE": (ask(b"Connection: close, Transfer-Encoding\r\n" + CHUNKED,
                                     LAST + HIDDEN), "400"),
    # Chunks.
    "a chunk's extension": (ask(CHUNKED, b"5;a=b\r\nhello\r\n" + LAST + HIDDEN), "400"),
    "a chunk's extension with a line feed": (ask(CHUNKED, b"2;\nxx\r\n27\r\n" + LAST + HIDDEN),
                                             "400"),
    "a chunk's endless size": (ask(CHUNKED, b"f" * 40 + b"\r\n" + HIDDEN), "400"),
    "a chunk's negative size": (ask(CHUNKED, b"-1\r\n" + HIDDEN), "400"),
    "a chunk's size by 0x": (ask(CHUNKED, b"0x0\r\n\r\n" + HIDDEN), "400"),
    "a chunk without its end": (ask(CHUNKED, b"5\r\nhello0\r\n\r\n" + HIDDEN), "400"),
    "trailers": (ask(CHUNKED, b"0\r\nContent-Length: 9\r\n\r\n" + HIDDEN), "400"),
    # Content-Length.
    "CL twice, the same": (ask(SIZE + SIZE, HIDDEN), "400"),
    "CL twice, different": (ask(b"Content-Length: 0\r\n" + SIZE, HIDDEN), "400"),
    "CL twice, different, the other way": (ask(SIZE + b"Content-Length: 0\r\n", HIDDEN), "400"),
    "CL 0 twice": (ask(b"Content-Length: 0\r\ncontent-length: 0\r\n"), "400"),
    "CL as a list": (length(b" 0, 0"), "400"),
    "CL as a list of two": (length(b" 0, 39"), "400"),
    "CL: +0": (length(b" +0"), "400"),
    "CL: -0": (length(b" -0"), "400"),
    "CL: -1": (length(b" -1"), "400"),
    "CL: 0x27": (length(b" 0x27"), "400"),
    "CL: 3 9": (length(b" 3 9"), "400"),
    "CL: 39 behind a vertical tab": (length(b" \x0b39"), "400"),
    "CL: 0 with a zero byte": (length(b" 0\0"), "400"),
    "CL: 0.0": (length(b" 0.0"), "400"),
    "CL: 1e1": (length(b" 1e1"), "400"),
    "CL: a word": (length(b" x"), "400"),
    "CL: nothing": (length(b""), "400"),
    "CL: digits of another script": (length(" ٠".encode()), "400"),
    "CL: 2^64": (length(b" 18446744073709551616"), "400"),
    "CL: 2^64 and the hidden": (length(b" 18446744073709551655"), "400"),
    "CL: 2^32": (length(b" 4294967296"), "400"),
    "CL: endless": (length(b" " + b"9" * 300), "400"),
    "CL before a blank": (ask(b"Content-Length : %d\r\n" % len(HIDDEN), HIDDEN), "400"),
    "CL with a prefix": (ask(b"X\r\nContent-Length: %d\r\n" % len(HIDDEN), HIDDEN), "400"),
    "CL: 0": (ask(b"Content-Length: 0\r\n"), "200+"),
    "CL: 000": (ask(b"Content-Length: 000\r\n"), "200+"),
    "CL with an underscore": (ask(b"Content_Length: 5\r\n"), "200+"),
    "a body": (ask(b"Content-Length: 5\r\n", b"hello"), "400"),
    "a body that does not come": (ask(b"Content-Length: 5\r\n"), "400"),
    "a body by HTTP/1.0": (line(version=b"HTTP/1.0") + SIZE + b"\r\n" + HIDDEN, "400"),
    # Announced bodies.
    "Expect with a body": (ask(b"Expect: 100-continue\r\n" + SIZE, HIDDEN), "400"),
    "Expect with chunks": (ask(b"Expect: 100-continue\r\n" + CHUNKED, LAST + HIDDEN), "400"),
    "Expect with a POST": (ask(b"Expect: 100-continue\r\n" + SIZE, HIDDEN, method=b"POST"), "405"),
    "Expect of what nobody knows": (ask(b"Expect: 200-maybe\r\n"), "200+"),
    # Requests behind a GET are requests.
    "a request behind": (ask(behind=HIDDEN), "200 404+"),
    "a line between": (ask(behind=b"\r\n" + HIDDEN), "200 404+"),
    "the hidden as a target": (line(HIDDEN_PATH) + HOST + b"\r\n", "404+"),
}
