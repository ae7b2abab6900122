using System.Collections.Generic;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The HAL's methods as delegates, chosen once.
public sealed class MethodGroups
{
    private readonly Func<DmaBuffer, BufferDirection, PhysAddr> _share;
    private readonly Action<PhysAddr, DmaBuffer, BufferDirection> _unshare;

    private MethodGroups(Func<DmaBuffer, BufferDirection, PhysAddr> share, Action<PhysAddr, DmaBuffer, BufferDirection> unshare) =>
        (_share, _unshare) = (share, unshare);

    public static MethodGroups For<THal>()
        where THal : struct, IHal => new(THal.Share, THal.Unshare);

    public static MethodGroups ForTests<THal>(ICollection<PhysAddr> log)
        where THal : struct, IHal => new(
            (buffer, direction) =>
            {
                PhysAddr paddr = THal.Share(buffer, direction);
                log.Add(paddr);
                return paddr;
            },
            (paddr, buffer, direction) =>
            {
                log.Remove(paddr);
                THal.Unshare(paddr, buffer, direction);
            });

    public int Run(Device device, DmaBuffer buffer)
    {
        PhysAddr paddr = _share(buffer, Both);
        int status = device.Start(paddr, buffer.Length);
        device.Reset();
        _unshare(paddr, buffer, Both);
        return status;
    }
}
