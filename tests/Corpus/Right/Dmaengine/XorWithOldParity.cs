using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Parity of several sources, with a destination that is also the last source when it is updated.</summary>
public sealed class ParityEngine<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public bool Compute(DmaBuffer[] sources, DmaBuffer parity, bool accumulate)
    {
        BufferDirection parityWay = accumulate ? Both : DeviceToDriver;
        var addresses = new PhysAddr[sources.Length + 1];
        int last = sources.Length;
        int mapped = 0;
        bool ok = true;
        try
        {
            addresses[last] = THal.Share(parity, parityWay);
            for (; mapped < sources.Length; mapped++)
            {
                addresses[mapped] = THal.Share(sources[mapped], DriverToDevice);
            }
        }
        catch (DmaException)
        {
            ok = false;
        }

        for (int i = 0; ok && i < mapped; i++)
        {
            int cookie = engine.Submit(addresses[i], addresses[last], parity.Length);
            ok = cookie >= 0 && engine.WaitFor(cookie, 50);
        }

        if (!ok)
        {
            engine.Terminate();
        }

        while (mapped > 0)
        {
            mapped--;
            THal.Unshare(addresses[mapped], sources[mapped], DriverToDevice);
        }

        if (addresses[last] != default)
        {
            THal.Unshare(addresses[last], parity, parityWay);
        }

        return ok;
    }
}
