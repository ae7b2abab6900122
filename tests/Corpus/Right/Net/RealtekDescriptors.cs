using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (rl): the detach gives the allocation back.
public sealed class RealtekAttach<THal>(Device nic, InterruptLine interrupt)
    where THal : struct, IHal
{
    public int Probe()
    {
        var descriptors = new Dma<THal>(4, Both);
        nic.Program(descriptors.Paddr, (int)descriptors.Length);
        if (interrupt.TryAttach(nic.Kick))
        {
            bool linked = nic.Wait(2000);
            interrupt.Detach();
            nic.Reset();
            descriptors.Dispose();
            return linked ? 0 : -6;
        }

        Log.Info("rl: no interrupt, detaching");
        nic.Reset();
        descriptors.Dispose();
        return -6;
    }
}
