using Devices;
using Hal;

/// <summary>A nullable address is null where nothing was shared; HasValue and a pattern ask for it.</summary>
public sealed class OptionalStatus<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer command, DmaBuffer? status)
    {
        PhysAddr commandAt = THal.Share(command, BufferDirection.DriverToDevice);
        PhysAddr? statusAt = null;
        if (status.HasValue)
        {
            statusAt = THal.Share(status.Value, BufferDirection.DeviceToDriver);
            _device.Program(statusAt.Value, status.Value.Length);
        }

        int result = _device.Start(commandAt, command.Length);
        if (statusAt.HasValue)
        {
            THal.Unshare(statusAt.Value, status!.Value, BufferDirection.DeviceToDriver);
            result = status.Value[0];
        }

        THal.Unshare(commandAt, command, BufferDirection.DriverToDevice);
        return result;
    }
}
