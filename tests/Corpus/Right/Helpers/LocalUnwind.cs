using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A setup of three shares with a local function that undoes what was done so far. The local function looks at what is set; on success
// the fields take over and the local function is not called.
public sealed class ThreePartSetup<THal>(Device device)
    where THal : struct, IHal
{
    private (Shared<THal> Descriptor, Shared<THal> Driver, Shared<THal> Used)? _parts;

    public int Setup(DmaBuffer descriptorArea, DmaBuffer driverArea, DmaBuffer usedArea)
    {
        if (_parts is not null)
        {
            return -16;
        }

        Shared<THal> descriptor = default;
        Shared<THal> driver = default;
        Shared<THal> used = default;
        try
        {
            descriptor = new Shared<THal>(descriptorArea, DriverToDevice);
            driver = new Shared<THal>(driverArea, DriverToDevice);
            used = new Shared<THal>(usedArea, DeviceToDriver);
        }
        catch (DmaException)
        {
            return Fail(-12);
        }

        device.Program(descriptor.Paddr, descriptorArea.Length);
        device.Program(driver.Paddr, driverArea.Length);
        device.Program(used.Paddr, usedArea.Length);
        if (!device.Wait(10))
        {
            device.Reset();
            return Fail(-110);
        }

        _parts = (descriptor, driver, used);
        return 0;

        int Fail(int status)
        {
            used.Unshare();
            driver.Unshare();
            descriptor.Unshare();
            return status;
        }
    }

    public void TearDown()
    {
        if (_parts is var (descriptor, driver, used))
        {
            device.Reset();
            _parts = null;
            used.Unshare();
            driver.Unshare();
            descriptor.Unshare();
        }
    }
}
