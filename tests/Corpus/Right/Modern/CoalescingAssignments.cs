using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// ??=, ??, throw expressions and conditional access around shares.
public sealed class CoalescingAssignments<THal>(Device device)
    where THal : struct, IHal
{
    private PhysAddr? _paddr;
    private DmaBuffer _buffer;
    private Dma<THal>? _ring;

    public PhysAddr Ring => (_ring ??= new Dma<THal>(1, Both)).Paddr;

    public PhysAddr Get(DmaBuffer buffer)
    {
        if (_paddr is null)
        {
            _buffer = buffer;
        }

        return _paddr ??= THal.Share(_buffer, Both);
    }

    public void Drop()
    {
        PhysAddr paddr = _paddr ?? throw new InvalidOperationException("nothing is shared");
        THal.Unshare(paddr, _buffer, Both);
        _paddr = null;
    }

    public int Run(DmaBuffer? buffer)
    {
        DmaBuffer given = buffer ?? throw new ArgumentNullException(nameof(buffer));
        PhysAddr paddr = THal.Share(given, Both);
        int status = device?.Start(paddr, given.Length) ?? -19;
        device?.Reset();
        THal.Unshare(paddr, given, Both);
        return status is >= 0 ? status : throw new DeviceException($"error {status}");
    }

    public void Close()
    {
        device.Reset();
        _ring?.Dispose();
        _ring = null;
        if (_paddr.HasValue)
        {
            Drop();
        }
    }
}
