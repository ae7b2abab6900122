using Devices;
using Hal;

namespace Drivers;

// A test of a driver's send path over the checked HAL: what it holds is counted before and after. What is shared by the checked HAL is
// ended by it too, and a throw in the middle leaves nothing held.
public sealed class LoopDriver<THal>
    where THal : struct, IHal
{
    private readonly Device _device;

    public LoopDriver(Device device) => _device = device;

    public void Send(DmaBuffer data)
    {
        using var share = new SharedScope<THal>(data, BufferDirection.DriverToDevice);
        if (!_device.Submit(share.Paddr, data.Length))
        {
            throw new DeviceException("not taken");
        }

        if (!_device.Wait(10))
        {
            _device.Reset();
            throw new DeviceException("not done");
        }
    }
}

public static class LoopDriverTests<THal>
    where THal : struct, IHal
{
    public static void SendEndsItsShare()
    {
        using var data = new PinnedBuffer(64);
        var driver = new LoopDriver<Checked<THal>>(new Device { Ready = true });
        int before = Checked<THal>.LiveShares;
        driver.Send(data.Buffer);
        Expect.Same(before, Checked<THal>.LiveShares);
    }

    public static void ARefusedSendEndsItsShare()
    {
        using var data = new PinnedBuffer(64);
        var driver = new LoopDriver<Checked<THal>>(new Device { Ready = false });
        Expect.Throws<DeviceException>(() => driver.Send(data.Buffer));
        Expect.Same(0, Checked<THal>.LiveShares);
    }

    public static void RawSharesAreCounted()
    {
        using var data = new PinnedBuffer(64);
        PhysAddr address = Checked<THal>.Share(data.Buffer, BufferDirection.Both);
        Expect.Same(1, Checked<THal>.LiveShares);
        Checked<THal>.Unshare(address, data.Buffer, BufferDirection.Both);
        Checked<THal>.AssertNothingHeld();
    }
}
