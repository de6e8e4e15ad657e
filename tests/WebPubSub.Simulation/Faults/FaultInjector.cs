// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Simulation.Network;
using WebPubSub.Simulation.Time;

namespace WebPubSub.Simulation;

/// <summary>The source of the faults of a run. It selects faults with the seeded random numbers and counts them.</summary>
internal sealed class FaultInjector(
    SimulatedService service, CountedTime time, IReadOnlyList<SimulatedClient> clients, Random random, Dictionary<string, int> injected)
{
    /// <summary>Injects one random fault.</summary>
    public void Inject()
    {
        SimulatedClient client = clients[random.Next(clients.Count)];
        switch (random.Next(12))
        {
            case 0:
                Count("service restart");
                _ = service.RestartAsync();
                break;
            case 1:
                Count("half-open connection");
                client.Network.CutServerSide();
                break;
            case 2:
                Count("black hole");
                client.Network.DropMessages(up: true, down: true);
                break;
            case 3 or 4:
                Count("lost answers, then a cut");
                client.Network.DropMessages(up: false, down: true);
                _ = CutLaterAsync(client, TimeSpan.FromMilliseconds(random.Next(1, 9000)));
                break;
            case 5:
                Count("slow reader");
                client.HandlingTime = TimeSpan.FromMilliseconds(random.Next(1, 2000));
                break;
            case 6:
                Count("delay");
                client.Network.MaxDelay = TimeSpan.FromMilliseconds(random.Next(1, 1500));
                client.Network.Cut(); // the delay applies to the next transport
                break;
            case 7:
                Count("outage");
                _ = OutageAsync(client, TimeSpan.FromSeconds(random.Next(1, 60)));
                break;
            case 8:
                Count("rejected recovery");
                service.Core.Faults.RejectRecovery();
                client.Network.Cut();
                break;
            case 9:
                Count("expired token");
                service.Core.Faults.ExpireTokens(times: random.Next(1, 3));
                client.Network.Cut();
                break;
            case 10:
                Count("duplicate accept");
                client.Network.LostAnswers = random.Next(1, 3);
                client.Network.Cut();
                break;
            default:
                Count("cut");
                client.Network.Cut();
                break;
        }
    }

    /// <summary>Ends all faults.</summary>
    public void EndFaults()
    {
        foreach (SimulatedClient client in clients)
        {
            client.HandlingTime = TimeSpan.Zero;
            client.Network.MaxDelay = TimeSpan.Zero;
            client.Network.LostAnswers = 0;
            client.Network.IsDown = false;
        }

        service.Core.Faults.Clear();
    }

    private void Count(string fault) => injected[fault] = injected.GetValueOrDefault(fault) + 1;

    private async Task CutLaterAsync(SimulatedClient client, TimeSpan delay)
    {
        await time.DelayAsync(delay);
        client.Network.Cut();
    }

    private async Task OutageAsync(SimulatedClient client, TimeSpan duration)
    {
        client.Network.IsDown = true;
        if (random.Next(2) == 0)
        {
            client.Network.Cut();
        }
        else
        {
            client.Network.DropMessages(up: true, down: true);
        }

        await time.DelayAsync(duration);
        client.Network.IsDown = false;
    }
}
