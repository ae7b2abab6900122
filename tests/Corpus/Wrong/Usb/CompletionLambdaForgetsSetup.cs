using Hal;
using Devices;

// Like fixes in Linux (drivers/usb/host, a control transfer's two buffers).
/// <summary>A USB control transfer whose completion ends the share of the data and forgets the setup packet.</summary>
public sealed class SetupTransfer<THal>
    where THal : struct, IHal
{
    private readonly Device _host = new();

    public void Submit(DmaBuffer setup, DmaBuffer data)
    {
        var setupShare = new Shared<THal>(setup, BufferDirection.DriverToDevice); //! HAL1002 (no fix: handed over)
        var dataShare = new Shared<THal>(data, BufferDirection.DeviceToDriver);
        _host.OnCompleted(() =>
        {
            dataShare.Unshare();
            Log.Info($"{data.Length} bytes");
        });
        _host.Program(setupShare.Paddr, setup.Length);
        _host.Program(dataShare.Paddr, data.Length);
        _host.Kick();
    }
}
