// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using CsCheck;
using WebPubSub.Client.Streams;

namespace WebPubSub.Client.Tests.Streams;

/// <summary>Tests for the window of a stream publisher. See docs/protocols/client-protocols.md#145-publisher-client-rules.</summary>
public sealed class StreamWindowTests
{
    private readonly StreamWindow _window = new();

    [Fact]
    public void Fragments_AreNumberedFromOne_AndSentInOrder()
    {
        _window.NextId.Should().Be(1);
        Add(1, 2, 3);
        _window.NextId.Should().Be(4);

        Take().Should().Equal(1, 2, 3);
        _window.IsSent.Should().BeTrue();
    }

    [Fact]
    public void AcknowledgedFragments_LeaveTheWindow()
    {
        Add(1, 2, 3);
        Take();

        _window.Acknowledge(3).Should().Be(2);
        _window.Acknowledge(2).Should().Be(0, "the acknowledgement is late");
        _window.Rewind();

        Take().Should().Equal(3);
    }

    [Fact]
    public void FragmentThatWasNeverSent_CannotBeAcknowledged()
    {
        Add(1, 2);
        _window.TakeNext();

        _window.Acknowledge(3).Should().Be(-1);
        _window.Acknowledge(2).Should().Be(1);
    }

    [Fact]
    public void RejectedFragments_AreSentAgain_OneAtFirst()
    {
        Add(1, 2, 3, 4);
        Take();

        _window.Reject(2).Should().Be(1);
        Take().Should().Equal(2);
        _window.Reject(2).Should().Be(0, "the service also rejects the fragments that were in flight behind it");
        Take().Should().Equal(2);
        _window.Acknowledge(3).Should().Be(1);

        Take().Should().Equal(3, 4);
        _window.Reject(2).Should().Be(-1, "fragment 2 was acknowledged");
    }

    /// <summary>A service that follows the protocol receives each fragment once and in order, although fragments are lost.</summary>
    [Fact]
    public void LossyTransport_LosesAndDuplicatesNoFragments() => Gen.Int[0, 9].Array[1, 400].Sample(
        luck =>
        {
            var window = new StreamWindow();
            var got = new List<byte>();
            int added = 0;
            for (int round = 0; got.Count < 50; round++)
            {
                int chance = luck[round % luck.Length];
                bool isWhole = chance is < 8 || round > 10 * luck.Length;
                if (added < 50 && (chance % 2 == 0 || round > 10 * luck.Length))
                {
                    window.Add(new byte[] { (byte)added++ });
                }

                if (!window.HasNext)
                {
                    if (added == 50 || chance == 9)
                    {
                        window.Rewind(); // a recovery
                    }

                    continue;
                }

                long id = window.NextId; // replaced by the number from the content
                byte fragment = window.TakeNext().Span[0];
                id = fragment + 1L;
                if (!isWhole)
                {
                    continue;
                }

                long expected = got.Count + 1;
                if (id == expected)
                {
                    got.Add(fragment);
                    expected++;
                }

                (id > expected ? window.Reject(expected) : window.Acknowledge(expected)).Should().BeGreaterThanOrEqualTo(0);
            }

            got.Should().Equal(Enumerable.Range(0, 50).Select(i => (byte)i));
        },
        iter: 300);

    private void Add(params byte[] fragments)
    {
        foreach (byte fragment in fragments)
        {
            _window.Add(new[] { fragment });
        }
    }

    private List<byte> Take()
    {
        var taken = new List<byte>();
        while (_window.HasNext)
        {
            taken.Add(_window.TakeNext().Span[0]);
        }

        return taken;
    }
}
