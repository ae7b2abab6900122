using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A bounce buffer in the manner of a boot loader: started, used, stopped.</summary>
public unsafe struct BounceState<THal>
    where THal : struct, IHal
{
    private const nuint CacheLine = 64;

    private readonly DmaBuffer _user;
    private readonly BufferDirection _direction;
    private PinnedBuffer? _owned;
    private PhysAddr _address;

    public BounceState(DmaBuffer user, BufferDirection direction)
    {
        _user = user;
        _direction = direction;
        if (!IsAligned(user))
        {
            _owned = new PinnedBuffer(user.Length);
            if (direction != DeviceToDriver)
            {
                user.AsReadOnlySpan().CopyTo(_owned.Buffer.AsSpan());
            }
        }
    }

    private static bool IsAligned(DmaBuffer user) =>
        (nuint)user.Pointer % CacheLine == 0 && (nuint)user.Length % CacheLine == 0;

    private readonly DmaBuffer Effective => _owned is null ? _user : _owned.Buffer;

    public PhysAddr Start() => _address = THal.Share(Effective, _direction);

    public void Stop()
    {
        THal.Unshare(_address, Effective, _direction);
        _address = default;
        if (_owned is null)
        {
            return;
        }

        if (_direction != DriverToDevice)
        {
            _owned.Buffer.AsReadOnlySpan().CopyTo(_user.AsSpan());
        }

        _owned.Dispose();
        _owned = null;
    }
}

public static class BouncedRead
{
    public static int Run<THal>(MmcController controller, DmaBuffer into, uint block)
        where THal : struct, IHal
    {
        var state = new BounceState<THal>(into, BufferDirection.DeviceToDriver);
        controller.SetDataAddress(state.Start());
        int error = controller.SendCommand(17, block);
        if (error == 0 && controller.TimedOut(100))
        {
            controller.StopTransfer();
            error = -110;
        }

        state.Stop();
        return error;
    }
}
