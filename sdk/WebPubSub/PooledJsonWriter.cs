// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WebPubSub;

/// <summary>A JSON writer with a buffer. Each thread keeps one instance and reuses it for tokens, states and frames.</summary>
internal sealed class PooledJsonWriter : IDisposable
{
    /// <summary>The options for JSON that is never embedded in HTML. They do not escape the characters that are special in HTML.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int MaxRetainedBytes = 4096;

    [ThreadStatic]
    private static PooledJsonWriter? _idle;

    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    private PooledJsonWriter() => Json = new Utf8JsonWriter(_buffer, Options);

    public Utf8JsonWriter Json { get; }

    /// <summary>Returns the writer of this thread, or a new writer while that writer is in use. Call <see cref="Dispose"/> on the same thread.</summary>
    public static PooledJsonWriter Rent()
    {
        PooledJsonWriter writer = _idle ?? new PooledJsonWriter();
        _idle = null;
        return writer;
    }

    /// <summary>Flushes the writer and returns the JSON text. The text is valid until <see cref="Dispose"/> is called.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        Json.Flush();
        return _buffer.WrittenSpan;
    }

    public void Dispose()
    {
        if (_buffer.Capacity <= MaxRetainedBytes)
        {
            _buffer.Clear(); // the next user of the writer must not see the content
            Json.Reset(_buffer);
            _idle = this;
        }
    }
}
