using System;
using System.Linq;
using Devices;
using Hal;

/// <summary>Lambdas held in locals map and unmap; a query makes the list of what was mapped.</summary>
public sealed class LambdaLocals<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Run(DmaBuffer[] parts)
    {
        Func<DmaBuffer, PhysAddr> map = part => THal.Share(part, BufferDirection.DriverToDevice);
        Action<PhysAddr, DmaBuffer> unmap = (at, part) => THal.Unshare(at, part, BufferDirection.DriverToDevice);
        var mapped = (from part in parts
                      where !part.IsEmpty
                      let at = map(part)
                      select (at, part)).ToList();
        bool ok = mapped.TrueForAll(entry => _device.Submit(entry.at, entry.part.Length));
        mapped.ForEach(entry => unmap(entry.at, entry.part));

        PhysAddr single = map(parts[0]);
        ok &= _device.Submit(single);
        unmap(single, parts[0]);
        return ok;
    }
}
