using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux ethtool's cable test: the PHY writes a time-domain reflection trace that the driver reads. Memory that the device writes is
// only read, and read before it is given back.
public enum CableState
{
    Fine,
    Open,
    Shorted,
    Unknown,
}

public static class CableDiagnostics<THal>
    where THal : struct, IHal
{
    private const int Samples = 1024;

    public static unsafe (CableState State, int Metres) Run(Device phy)
    {
        if (!Dma<THal>.TryCreate(HalConstants.PagesFor(Samples * sizeof(short)), BufferDirection.DeviceToDriver, out Dma<THal>? trace))
        {
            return (CableState.Unknown, 0);
        }

        using (trace)
        {
            if (!phy.Submit(trace.Paddr, Samples * sizeof(short)))
            {
                return (CableState.Unknown, 0);
            }

            if (!phy.Wait(2000))
            {
                phy.Reset();
                return (CableState.Unknown, 0);
            }

            short* sample = trace.Pointer<short>(0);
            int peak = 0;
            int where = 0;
            for (int i = 8; i < Samples; i++)
            {
                int height = Math.Abs((int)sample[i]);
                if (height > Math.Abs(peak))
                {
                    peak = sample[i];
                    where = i;
                }
            }

            return peak switch
            {
                > 4000 => (CableState.Open, where / 2),
                < -4000 => (CableState.Shorted, where / 2),
                _ => (CableState.Fine, 0),
            };
        }
    }
}
