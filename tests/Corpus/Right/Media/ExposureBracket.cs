using System;
using System.Linq;
using Devices;
using Hal;

namespace Drivers;

// Like exposure bracketing: three pictures with three exposures, taken into three buffers back to back. Shares are made for all three
// first; whatever fails, the ones that were made end and the sensor stops.
public sealed class BracketShot<THal>
    where THal : struct, IHal
{
    private static readonly uint[] s_exposures = [100, 400, 1600];

    private readonly Device _sensor;

    public BracketShot(Device sensor) => _sensor = sensor;

    public bool Take(DmaBuffer[] pictures)
    {
        if (pictures.Length != s_exposures.Length || pictures.Any(p => p.IsEmpty))
        {
            throw new ArgumentException("three pictures", nameof(pictures));
        }

        var held = new Shared<THal>[pictures.Length];
        bool good = true;
        try
        {
            for (int i = 0; i < held.Length; i++)
            {
                held[i] = new Shared<THal>(pictures[i], BufferDirection.DeviceToDriver);
            }

            for (int i = 0; i < held.Length && good; i++)
            {
                _sensor.WriteRegister(0x3012, s_exposures[i]);
                good = _sensor.Submit(held[i].Paddr, pictures[i].Length) && _sensor.Wait(200);
            }

            if (!good)
            {
                _sensor.Reset();
            }
        }
        finally
        {
            // An element that was never made is default, and ending it does nothing.
            Array.ForEach(held, share => share.Unshare());
        }

        return good;
    }
}
