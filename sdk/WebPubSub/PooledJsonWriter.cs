// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WebPubSub;

/// <summary>A JSON writer with its buffer, which each thread keeps. Tokens, states and frames are written for every request or message.</summary>
internal sealed class PooledJsonWriter : IDisposable
{
    /// <summary>The options of all JSON that is never part of a page, so that characters with a meaning in HTML need no escape.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int MostKept = 4096;

    [ThreadStatic]
    private static PooledJsonWriter? _idle;

    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    private PooledJsonWriter() => Json = new Utf8JsonWriter(_buffer, Options);

    public Utf8JsonWriter Json { get; }

    /// <summary>Takes the writer of the thread, or a new one while that is in use. <see cref="Dispose"/> returns it, on the same thread.</summary>
    public static PooledJsonWriter Rent()
    {
        PooledJsonWriter writer = _idle ?? new PooledJsonWriter();
        _idle = null;
        return writer;
    }

    /// <summary>Ends the text, which is valid until the writer is returned.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        Json.Flush();
        return _buffer.WrittenSpan;
    }

    public void Dispose()
    {
        if (_buffer.Capacity <= MostKept)
        {
            _buffer.Clear(); // the next caller must not see the content
            Json.Reset(_buffer);
            _idle = this;
        }
    }
}
