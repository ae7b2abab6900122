using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A vectored write: the parts are mapped in one expression and unmapped in one loop.</summary>
public static class VectoredWrite<THal>
    where THal : struct, IHal
{
    public static int Write(NetPort port, IReadOnlyCollection<DmaBuffer> parts)
    {
        var mapped = new List<Shared<THal>>(parts.Count);
        try
        {
            mapped.AddRange(parts.Select(static part => new Shared<THal>(part, DriverToDevice)));
            port.TransmitParts(
                mapped.ConvertAll(static shared => shared.Paddr).ToArray(),
                mapped.ConvertAll(static shared => shared.Buffer.Length).ToArray());
            int done;
            while ((done = port.ReapTransmitted()) == 0)
            {
                Thread.Sleep(0);
            }

            return done;
        }
        finally
        {
            mapped.ForEach(static shared => shared.Unshare());
        }
    }

    public static long Total(IEnumerable<DmaBuffer> parts) => parts.Sum(static part => (long)part.Length);
}
