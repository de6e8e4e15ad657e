// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Buffering;

namespace WebPubSub.Client.Tests.Buffering;

public sealed class CapacityLimiterTests
{
    [Fact]
    public async Task Enter_WhenFull_WaitsInOrder()
    {
        var gate = new CapacityLimiter(2);
        Task[] entered = [.. Enumerable.Range(0, 4).Select(_ => gate.EnterAsync())];

        entered.Select(task => task.IsCompleted).Should().Equal(true, true, false, false);
        gate.Exit();
        await entered[2];
        entered[3].IsCompleted.Should().BeFalse();
        gate.BufferUsage.Items.Should().Be(3);
        gate.IsExceeded.Should().BeTrue("a writer waits");
    }

    [Fact]
    public void Enter_WithMoreBytesThanFit_IsAdmittedAlone()
    {
        var gate = new CapacityLimiter(10, maxBytes: 100);

        gate.EnterAsync(bytes: 500).IsCompleted.Should().BeTrue();
        Task second = gate.EnterAsync(bytes: 1);
        second.IsCompleted.Should().BeFalse();
        gate.Exit(1, 500);
        second.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public void Enter_BehindAWaitingWriter_DoesNotOvertakeIt()
    {
        var gate = new CapacityLimiter(10, maxBytes: 100);
        gate.EnterAsync(bytes: 60);
        Task large = gate.EnterAsync(bytes: 60);

        gate.EnterAsync(bytes: 10).IsCompleted.Should().BeFalse();
        gate.TryEnter().Should().BeFalse();
        large.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public void Expansion_AdmitsMoreItems_WhileItApplies()
    {
        bool isExpanded = false;
        var gate = new CapacityLimiter(1, 100, new CapacityExpansion(3, 100, () => isExpanded));
        gate.EnterAsync();
        Task second = gate.EnterAsync();
        second.IsCompleted.Should().BeFalse();

        isExpanded = true;
        gate.RecheckCapacity();

        second.IsCompleted.Should().BeTrue();
        gate.EnterAsync().IsCompleted.Should().BeTrue();
        gate.EnterAsync().IsCompleted.Should().BeFalse("the expansion has a limit too");
    }

    [Fact]
    public void Lift_AdmitsAllItems()
    {
        var gate = new CapacityLimiter(1);
        Task[] entered = [gate.EnterAsync(), gate.EnterAsync(), gate.EnterAsync()];
        gate.SetUnlimited(true);
        entered.Should().OnlyContain(task => task.IsCompletedSuccessfully);

        gate.SetUnlimited(false);

        gate.EnterAsync().IsCompleted.Should().BeFalse();
    }
}
