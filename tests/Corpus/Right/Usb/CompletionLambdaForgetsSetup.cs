using Hal;
using Devices;

/// <summary>A USB control transfer whose completion ends both shares.</summary>
public sealed class SetupTransfer<THal>
    where THal : struct, IHal
{
    private readonly Device _host = new();

    public void Submit(DmaBuffer setup, DmaBuffer data)
    {
        var setupShare = new Shared<THal>(setup, BufferDirection.DriverToDevice);
        var dataShare = new Shared<THal>(data, BufferDirection.DeviceToDriver);
        _host.OnCompleted(() =>
        {
            dataShare.Unshare();
            setupShare.Unshare();
            Log.Info($"{data.Length} bytes");
        });
        _host.Program(setupShare.Paddr, setup.Length);
        _host.Program(dataShare.Paddr, data.Length);
        _host.Kick();
    }
}
