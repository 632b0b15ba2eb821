using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;

namespace Vrrp.Tests.Engine;

/// <summary>Random events for the members of a group on interfaces that refuse now and then.</summary>
public sealed class RouterGroupWalkTests
{
    private const int Seeds = 100;
    private const int Steps = 1_000;

    private static readonly Fault CarrierLost = new(FaultKind.CarrierLost);

    [Fact]
    public void Whatever_happens_no_half_of_a_group_has_addresses()
    {
        var moments = new Dictionary<int, int>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var test = new TestRouterGroup(150, random.Next(2) == 0 ? 100 : 1000, 1000);
            test.StartAll();
            for (var step = 0; step < Steps; step++)
            {
                Step(test, random);
                test.Forget();

                var masters = test.States.Count(state => state == VrrpState.Master);
                var addresses = test.AddressCounts.Sum();
                Assert.True(
                    masters is 0 or 2 && addresses == masters,
                    $"Seed {seed}, step {step}: {masters} are Master, with {addresses} addresses.");
                moments[masters] = moments.GetValueOrDefault(masters) + 1;
            }
        }

        // A walk that never leads there proves nothing about it.
        Assert.True(moments[2] > Seeds * Steps / 10, $"The group was Master only {moments[2]} times.");
        Assert.True(moments[0] > Seeds * Steps / 10, $"The group was not Master only {moments[0]} times.");
    }

    private static void Step(TestRouterGroup test, Random random)
    {
        var member = random.Next(2);
        var router = test.Routers[member];
        switch (random.Next(24))
        {
            case 0:
                router.SetFault(test.Now, CarrierLost, raised: true);
                break;
            case 1 or 2 or 3:
                router.SetFault(test.Now, CarrierLost, raised: false);
                break;
            case 4:
                test.Hear(member, (byte)(random.Next(2) * 200));
                break;
            case 5:
                test.Hear(member, 100);
                break;
            case 6:
                router.Drain(test.Now);
                break;
            case 13:
                router.Leave(test.Now);
                break;
            case 7 or 8:
                router.Undrain(test.Now);
                break;
            case 9:
                test.Ports[member].RefuseAssign = _ => Errno.ENOMEM;
                break;
            case 10 or 11:
                test.Ports[member].RefuseAssign = _ => 0;
                break;
            case 12:
                test.Sleep(Duration.FromMilliseconds(random.Next(500)));
                break;
            default:
                test.Run(Duration.FromMilliseconds(random.Next(2_000)));
                break;
        }
    }
}
