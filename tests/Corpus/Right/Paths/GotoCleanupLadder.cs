using Devices;
using Hal;

/// <summary>A kernel-style ladder of cleanup labels for a command of three parts.</summary>
public sealed class CommandSlot<THal>
    where THal : struct, IHal
{
    private readonly Device _host = new();

    public int Execute(DmaBuffer command, DmaBuffer data, DmaBuffer status)
    {
        int result;
        PhysAddr commandAt = THal.Share(command, BufferDirection.DriverToDevice);
        if (!_host.Submit(commandAt))
        {
            result = -16;
            goto unmapCommand;
        }

        PhysAddr dataAt = THal.Share(data, BufferDirection.Both);
        if (!_host.Submit(dataAt, data.Length))
        {
            result = -12;
            goto unmapData;
        }

        PhysAddr statusAt = THal.Share(status, BufferDirection.DeviceToDriver);
        result = _host.Start(statusAt, status.Length);
        if (result == 0 && !_host.Wait(2000))
        {
            _host.Reset();
            result = -110;
        }

        THal.Unshare(statusAt, status, BufferDirection.DeviceToDriver);
    unmapData:
        THal.Unshare(dataAt, data, BufferDirection.Both);
    unmapCommand:
        THal.Unshare(commandAt, command, BufferDirection.DriverToDevice);
        return result;
    }
}
