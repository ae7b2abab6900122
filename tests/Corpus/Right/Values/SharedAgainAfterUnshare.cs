using Devices;
using Hal;

/// <summary>The same buffer is shared twice in a row, the second time in the other direction, into the same variable.</summary>
public sealed class WriteThenVerify<THal>
    where THal : struct, IHal
{
    private readonly Device _eeprom = new();

    public bool Program(DmaBuffer page)
    {
        byte expected = page[0];
        PhysAddr at = THal.Share(page, BufferDirection.DriverToDevice);
        _eeprom.Start(at, page.Length);
        THal.Unshare(at, page, BufferDirection.DriverToDevice);

        at = THal.Share(page, BufferDirection.DeviceToDriver);
        _eeprom.Start(at, page.Length);
        THal.Unshare(at, page, BufferDirection.DeviceToDriver);
        return page[0] == expected;
    }
}
