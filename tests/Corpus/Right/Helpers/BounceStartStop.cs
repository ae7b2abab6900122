using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A bounce of a boot loader: start copies and shares, stop unshares and copies back.</summary>
public unsafe struct BounceStartStop<THal>
    where THal : struct, IHal
{
    private DmaBuffer _user;
    private byte* _bounce;
    private DmaBuffer _mapped;
    private PhysAddr _paddr;
    private BufferDirection _direction;

    public readonly PhysAddr Paddr => _paddr;

    public int Start(DmaBuffer user, BufferDirection direction, int alignment)
    {
        _user = user;
        _direction = direction;
        _mapped = user;
        _bounce = null;
        if ((nuint)user.Pointer % (nuint)alignment != 0)
        {
            _bounce = (byte*)NativeMemory.AlignedAlloc((nuint)user.Length, (nuint)alignment);
            _mapped = new DmaBuffer(_bounce, user.Length);
            if (direction != DeviceToDriver)
            {
                user.AsReadOnlySpan().CopyTo(_mapped.AsSpan());
            }
        }

        try
        {
            _paddr = THal.Share(_mapped, direction);
            return 0;
        }
        catch (DmaException)
        {
            NativeMemory.AlignedFree(_bounce);
            _bounce = null;
            return -12;
        }
    }

    public void Stop()
    {
        THal.Unshare(_paddr, _mapped, _direction);
        if (_bounce == null)
        {
            return;
        }

        if (_direction != DriverToDevice)
        {
            _mapped.AsReadOnlySpan().CopyTo(_user.AsSpan());
        }

        NativeMemory.AlignedFree(_bounce);
        _bounce = null;
    }
}

public static class BounceUser
{
    public static int Send<THal>(SpiController spi, DmaBuffer data)
        where THal : struct, IHal
    {
        var bounce = default(BounceStartStop<THal>);
        int error = bounce.Start(data, DriverToDevice, 32);
        if (error != 0)
        {
            return error;
        }

        error = spi.Start(bounce.Paddr, default, data.Length);
        if (error == 0 && !spi.WaitIdle(100))
        {
            spi.Abort();
            error = -110;
        }

        bounce.Stop();
        return error;
    }
}
