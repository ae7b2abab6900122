using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A bounce as a struct: its buffer is the caller's, or an aligned copy of it where that is needed.</summary>
public unsafe struct AlignedBounce<THal>
    where THal : struct, IHal
{
    private DmaBuffer _mapped;
    private PhysAddr _paddr;
    private void* _copy;

    public readonly PhysAddr Paddr => _paddr;

    public void Start(DmaBuffer user)
    {
        _mapped = user;
        if ((nuint)user.Pointer % 64 != 0)
        {
            _copy = NativeMemory.AlignedAlloc((nuint)user.Length, 64);
            _mapped = new DmaBuffer((byte*)_copy, user.Length);
            user.AsReadOnlySpan().CopyTo(_mapped.AsSpan());
        }

        _paddr = THal.Share(_mapped, DriverToDevice);
    }

    public void Stop()
    {
        THal.Unshare(_paddr, _mapped, DriverToDevice);
        NativeMemory.AlignedFree(_copy);
    }
}

public static class AlignedSender
{
    public static int Send<THal>(SpiController spi, DmaBuffer data)
        where THal : struct, IHal
    {
        var bounce = default(AlignedBounce<THal>);
        bounce.Start(data);
        int error = spi.Start(bounce.Paddr, default, data.Length);
        bounce.Stop();
        return error;
    }
}
