using Devices;
using Hal;

namespace Drivers;

// A test of a small driver on the fake HAL: the path on which the device refuses, and the good one. Every share of the driver ends, so
// AssertClean holds after both.
public sealed class SmallDriver<THal>
    where THal : struct, IHal
{
    private readonly Device _device;

    public SmallDriver(Device device) => _device = device;

    public bool Send(DmaBuffer buffer)
    {
        try
        {
            using var shared = new SharedScope<THal>(buffer, BufferDirection.DriverToDevice);
            if (!_device.Submit(shared.Paddr, buffer.Length))
            {
                return false;
            }

            bool sent = _device.Wait(10);
            if (!sent)
            {
                _device.Reset();
            }

            return sent;
        }
        catch (DmaException)
        {
            return false;
        }
    }
}

public sealed class SmallDriverTests
{
    public void SendsAndEnds()
    {
        Hal.Testing.FakeHal<SmallDriverTests>.Reset();
        using var memory = new PinnedBuffer(128);
        var driver = new SmallDriver<Hal.Testing.FakeHal<SmallDriverTests>.Binding>(new Device());
        Expect.That(!driver.Send(memory.Buffer));
        Hal.Testing.FakeHal<SmallDriverTests>.AssertClean();
    }

    public void HoldsNothingBetweenSends()
    {
        Hal.Testing.FakeHal<SmallDriverTests>.Reset();
        using var memory = new PinnedBuffer(128);
        var driver = new SmallDriver<Hal.Testing.FakeHal<SmallDriverTests>.Binding>(new Device { Ready = true });
        for (int i = 0; i < 3; i++)
        {
            memory.Buffer[0] = (byte)i;
            driver.Send(memory.Buffer);
            Expect.Same(0, Hal.Testing.FakeHal<SmallDriverTests>.LiveShares);
        }

        Hal.Testing.FakeHal<SmallDriverTests>.AssertClean();
    }
}
