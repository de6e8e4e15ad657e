// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace WebPubSub;

/// <summary>Reads the states in a JSON object one by one. A state that is invalid is skipped.</summary>
internal ref struct ConnectionStateReader
{
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;
    private bool _isObject;

    /// <summary>Creates the reader.</summary>
    /// <param name="json">The JSON. If it is not one object, there are no states.</param>
    public ConnectionStateReader(ReadOnlySpan<byte> json)
    {
        _json = json;
        _reader = new Utf8JsonReader(json);
        _isObject = !json.IsEmpty && ConnectionStateHeader.IsJson(json) && _reader.Read() && _reader.TokenType == JsonTokenType.StartObject;
    }

    /// <summary>Gets the name of the state.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Gets the value of the state, in JSON.</summary>
    public byte[] Value { get; private set; } = [];

    /// <summary>Reads the next state.</summary>
    /// <returns><see langword="false"/> after the last state.</returns>
    public bool Read()
    {
        while (_isObject)
        {
            _isObject = _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName;
            if (!_isObject)
            {
                break;
            }

            string? name = ReadText();
            _reader.Read();
            byte[]? value = ReadValue();
            if (name is not null && value is not null)
            {
                Key = name;
                Value = value;
                return true;
            }
        }

        return false;
    }

    // A base64 string that decodes to JSON is a value in the .NET format. Any other value is in the JavaScript format, and its JSON is returned unchanged.
    private byte[]? ReadValue()
    {
        if (_reader.TokenType == JsonTokenType.String)
        {
            // The serializer of the official handler escapes the character + of base64.
            bool isText = !_reader.ValueIsEscaped || ReadText() is not null;
            if (isText && _reader.TryGetBytesFromBase64(out byte[]? bytes) && ConnectionStateHeader.IsJson(bytes))
            {
                return bytes;
            }

            if (!isText || ReadText() is null)
            {
                return null;
            }
        }

        int start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        return _json[start..(int)_reader.BytesConsumed].ToArray();
    }

    // A string with an unpaired surrogate is invalid; the other states may be valid.
    private string? ReadText()
    {
        try
        {
            return _reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
