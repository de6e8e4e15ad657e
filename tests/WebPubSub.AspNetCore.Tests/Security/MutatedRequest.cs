// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text;

namespace WebPubSub.AspNetCore.Tests.Security;

/// <summary>A request of the service with up to three random changes. It is based on the literal values of <see cref="EventMessage"/>.</summary>
internal sealed class MutatedRequest
{
    private static readonly string[] Types =
    [
        "azure.webpubsub.sys.connect", "azure.webpubsub.sys.connected", "azure.webpubsub.sys.disconnected", "azure.webpubsub.user.message",
        "azure.webpubsub.user.custom", "azure.webpubsub.gp.joined", "azure.webpubsub.gp.left",
    ];

    private static readonly string[] Origins = ["evil.example.test", "evil.example.test,localhost", "eu.example.test", "eu.example.test,localhost"];

    private readonly Random _random;
    private readonly List<(string Name, string Value)> _headers;
    private readonly string _method;
    private byte[] _body;
    private int? _declaredLength;
    private bool _isChunked;

    private MutatedRequest(Random random)
    {
        _random = random;
        _method = random.Next(50) == 0 ? "OPTIONS" : "POST";
        string type = Types[random.Next(Types.Length)];
        _body = Encoding.UTF8.GetBytes(type.Contains(".gp.", StringComparison.Ordinal) ? """{"group":"g"}"""
            : type.Contains(".user.", StringComparison.Ordinal) ? "hello" : EventMessage.ConnectBody);
        _headers =
        [
            ("Host", "localhost"), ("ce-specversion", "1.0"), ("ce-awpsversion", "1.0"), ("ce-type", type), ("ce-source", "/hubs/chat/client/conn-1"),
            ("ce-id", "0"), ("ce-time", "2026-09-20T08:00:00Z"), ("ce-connectionId", "conn-1"), ("ce-hub", "chat"), ("ce-eventName", type[(type.LastIndexOf('.') + 1)..]),
            ("ce-userId", "alice"), ("ce-signature", EventMessage.Signature), ("WebHook-Request-Origin", "localhost"), ("Content-Type", "application/json"),
        ];
    }

    /// <summary>Gets whether the body is shorter than its declared length.</summary>
    public bool IsCutOff => _declaredLength > _body.Length;

    public static MutatedRequest Create(Random random)
    {
        var request = new MutatedRequest(random);
        for (int i = random.Next(4); i > 0; i--)
        {
            request.Mutate();
        }

        return request;
    }

    public byte[] ToBytes()
    {
        var head = new StringBuilder($"{_method} /eventhandler HTTP/1.1\r\n");
        foreach ((string name, string value) in _headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (_isChunked && !IsCutOff)
        {
            head.Append("Transfer-Encoding: chunked\r\n\r\n");
            return [.. Encoding.Latin1.GetBytes(head.ToString()), .. _body.Chunk(20_000).SelectMany(ToChunk), .. "0\r\n\r\n"u8];
        }

        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {_declaredLength ?? _body.Length}\r\n\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. _body];
    }

    private static byte[] ToChunk(byte[] part) => [.. Encoding.ASCII.GetBytes(part.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. part, .. "\r\n"u8];

    private void Mutate()
    {
        int index = _random.Next(1, _headers.Count);
        (string name, string value) = _headers[index];
        switch (_random.Next(23))
        {
            case 0: _headers.RemoveAt(index); break;
            case 1: _headers.Add((name, value)); break;
            case 2: _headers.Add((name, Noise(20))); break;
            case 3: _headers[index] = (name, ""); break;
            case 4: _headers[index] = (name, Noise(60)); break;
            case 5: _headers[index] = (name, new string('x', _random.Next(1000, 40_000))); break;
            case 6: _headers[index] = (name, value + (char)_random.Next(0x80, 0x100) + "\u0080é"); break;
            case 7: Set("ce-signature", "sha256=" + Hex(64)); break;
            case 8: Set("ce-signature", EventMessage.Signature[..^_random.Next(1, 70)]); break;
            case 9: Set("ce-signature", string.Join(',', Enumerable.Repeat("sha256=" + Hex(64), _random.Next(1, 30)))); break;
            case 10: Set("ce-signature", EventMessage.Signature.ToUpperInvariant()); break;
            case 11: Set("ce-connectionId", "conn-" + _random.Next(2, 1000).ToString(CultureInfo.InvariantCulture)); break;
            case 12: Set("WebHook-Request-Origin", Origins[_random.Next(Origins.Length)]); break;
            case 13: Set("ce-connectionState", _random.Next(2) == 0 ? Noise(40) : Convert.ToBase64String(Encoding.UTF8.GetBytes("{\"a\":" + Noise(20)))); break;
            case 14: Set("ce-type", "azure.webpubsub." + Noise(10)); break;
            case 15: _body = _body[.._random.Next(_body.Length + 1)]; break;
            case 16: _body = [.. Enumerable.Range(0, _random.Next(200)).Select(_ => (byte)_random.Next(256))]; break;
            case 17: _body = Encoding.UTF8.GetBytes(new string('[', _random.Next(1, 5000))); break;
            case 18: _body = new byte[_random.Next(60_000, 70_000)]; break;
            case 19: _isChunked = true; break;
            case 20: _body = "throw"u8.ToArray(); break;
            case 21: Set("ce-signature", EventMessage.FailoverSignature); break;
            default:
                if (_random.Next(10) == 0)
                {
                    _declaredLength = _body.Length + _random.Next(1, 100);
                }
                else
                {
                    Set("ce-physicalConnectionId", "p1");
                }

                break;
        }
    }

    private void Set(string name, string value)
    {
        _headers.RemoveAll(header => header.Name == name);
        _headers.Add((name, value));
    }

    // Contains no line breaks, because a line break ends the header.
    private string Noise(int maxLength) =>
        string.Concat(Enumerable.Range(0, _random.Next(maxLength)).Select(_ => (char)(_random.Next(4) == 0 ? _random.Next(0x20, 0x100) : _random.Next(0x61, 0x7B))));

    private string Hex(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => "0123456789abcdefABCDEF"[_random.Next(22)]));
}
