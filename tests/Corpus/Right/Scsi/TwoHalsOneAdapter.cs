using Hal;
using Devices;

/// <summary>A SCSI adapter behind two buses that shares and ends through the same HAL.</summary>
public sealed class BridgedAdapter<THost, TBridge>
    where THost : struct, IHal
    where TBridge : struct, IHal
{
    private readonly Device _adapter = new();

    public bool Read(DmaBuffer data)
    {
        PhysAddr address = Checked<TBridge>.Share(data, BufferDirection.DeviceToDriver);
        bool done = _adapter.Submit(address, data.Length) && _adapter.Wait(100);
        Checked<TBridge>.Unshare(address, data, BufferDirection.DeviceToDriver);
        return done;
    }

    public bool Write(DmaBuffer data)
    {
        using var shared = new SharedScope<THost>(data, BufferDirection.DriverToDevice);
        return _adapter.Submit(shared.Paddr, data.Length) && _adapter.Wait(100);
    }
}
