// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace WebPubSub.Emulator.Connections;

/// <summary>An upgrade feature whose stream joins consecutive WebSocket messages into one write, and ignores the flush after each message.</summary>
/// <remarks>Kestrel flushes each write to an upgraded connection, so the flush by the WebSocket is redundant.</remarks>
internal sealed class BatchingUpgrade(IHttpUpgradeFeature upgrade) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

    /// <summary>Gets or sets whether another message certainly follows the next message at once, so that both can be written together.</summary>
    public bool HasNextMessage { get; set; }

    public async Task<Stream> UpgradeAsync() => new BatchingStream(this, await upgrade.UpgradeAsync());

    private sealed class BatchingStream(BatchingUpgrade upgrade, Stream stream) : Stream
    {
        private const int Capacity = 16 * 1024;

        private byte[]? _held; // frames that wait for the next frame; the WebSocket writes one frame at a time
        private int _length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            stream.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            stream.ReadAsync(buffer, offset, count, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            bool isDelayed = upgrade.HasNextMessage && !IsClose(buffer.Span); // no frame follows a close frame
            if (_length + buffer.Length > Capacity || (_length == 0 && !isDelayed))
            {
                return _length == 0 ? stream.WriteAsync(buffer, cancellationToken) : WriteHeldAsync(buffer, cancellationToken);
            }

            _held ??= ArrayPool<byte>.Shared.Rent(Capacity);
            buffer.CopyTo(_held.AsMemory(_length));
            _length += buffer.Length;
            return isDelayed ? ValueTask.CompletedTask : WriteHeldAsync(ReadOnlyMemory<byte>.Empty, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            stream.WriteAsync(buffer, offset, count, cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => stream.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count) => stream.Write(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                stream.Dispose();
            }

            base.Dispose(disposing);
        }

        // RFC 6455, section 5.2: a frame begins with its opcode.
        private static bool IsClose(ReadOnlySpan<byte> frame) => (frame[0] & 0x0F) == 0x08;

        private async ValueTask WriteHeldAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
        {
            byte[] held = _held!;
            int length = _length;
            _held = null;
            _length = 0;
            await stream.WriteAsync(held.AsMemory(0, length), cancellationToken);
            ArrayPool<byte>.Shared.Return(held);
            if (!rest.IsEmpty)
            {
                await stream.WriteAsync(rest, cancellationToken);
            }
        }
    }
}
