using Hal;
using Devices;

/// <summary>A state machine whose 'goto case' jumps over the end of the share.</summary>
public sealed class StateMachine<THal>
    where THal : struct, IHal
{
    private enum Phase
    {
        Command,
        Data,
        Status,
    }

    private readonly Device _device = new();

    public int Run(DmaBuffer data, bool hasData)
    {
        Phase phase = hasData ? Phase.Data : Phase.Command;
        switch (phase)
        {
            case Phase.Command:
                _device.Kick();
                goto case Phase.Status;
            case Phase.Data:
                PhysAddr address = THal.Share(data, BufferDirection.DeviceToDriver); //! HAL1002
                if (!_device.Submit(address, data.Length))
                {
                    goto case Phase.Status;
                }

                THal.Unshare(address, data, BufferDirection.DeviceToDriver);
                goto default;
            case Phase.Status:
                return _device.Status;
            default:
                return 0;
        }
    }
}
