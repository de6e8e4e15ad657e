// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Sending;

namespace WebPubSub.Client.Tests.Sending;

/// <summary>A model of a <see cref="SendQueue"/> that uses plain lists.</summary>
internal sealed class SendQueueModel(int messageCapacity, long byteCapacity, int ackCacheSize)
{
    private const int MaxLostConnections = 3;

    private readonly List<ModelFrame> _waiting = [];
    private readonly List<ModelFrame> _queued = [];
    private readonly List<ModelFrame> _sent = [];
    private readonly List<ModelFrame> _repeats = [];
    private int _idsSent;

    public bool IsRecoverable { get; set; } = true;

    public IReadOnlyList<ModelFrame> Sent => _sent;

    public long HeldBytes => _queued.Sum(frame => frame.Size) + _sent.Sum(frame => frame.Size);

    public int Slots => _queued.Count;

    public IEnumerable<ModelFrame> Pending => _waiting.Concat(_queued).Concat(_sent);

    /// <summary>Gets the frame that is written next, or null.</summary>
    public ModelFrame? Next => _repeats.FirstOrDefault() ?? (_queued.FirstOrDefault() is { } head && MaySend(head) ? head : null);

    public void Add(ModelFrame frame)
    {
        _waiting.Add(frame);
        Admit();
    }

    /// <summary>Adds a frame in front of all others, even if there is no free slot.</summary>
    public void AddFirst(ModelFrame frame) => _queued.Insert(0, frame);

    public void Take()
    {
        if (_repeats.Count > 0)
        {
            _repeats.RemoveAt(0);
            return;
        }

        ModelFrame frame = _queued[0];
        _queued.RemoveAt(0);
        if (frame.IsAcknowledged)
        {
            frame.Order = ++_idsSent;
            _sent.Add(frame);
        }

        Admit();
    }

    public void Remove(ModelFrame frame)
    {
        _waiting.Remove(frame);
        _queued.Remove(frame);
        _sent.Remove(frame);
        _repeats.Remove(frame);
        Admit();
    }

    public void Repeat()
    {
        _repeats.Clear();
        _repeats.AddRange(_sent);
    }

    /// <summary>Ends the connection, and returns the frames that fail.</summary>
    public ModelFrame[] EndConnection(bool isRejected)
    {
        ModelFrame[] replaced = [.. _queued.Where(frame => frame.IsReplaced)];
        ModelFrame[] failed = [.. _sent.Where(frame => !frame.SurvivesConnection || isRejected || ++frame.LostConnections > MaxLostConnections), .. replaced];
        ModelFrame[] survivors = [.. _sent.Except(failed)];
        _sent.Clear();
        _repeats.Clear();
        _queued.RemoveAll(frame => frame.IsReplaced);
        _queued.InsertRange(0, survivors);
        _idsSent = 0;
        Admit();
        return failed;
    }

    private bool MaySend(ModelFrame frame) => !frame.IsAcknowledged || !IsRecoverable || _sent.Count == 0 || _idsSent + 1 - _sent[0].Order < ackCacheSize;

    private void Admit()
    {
        while (_waiting.Count > 0 && Slots < messageCapacity && (HeldBytes == 0 || HeldBytes + _waiting[0].EstimatedSize <= byteCapacity))
        {
            _queued.Add(_waiting[0]);
            _waiting.RemoveAt(0);
        }
    }
}
