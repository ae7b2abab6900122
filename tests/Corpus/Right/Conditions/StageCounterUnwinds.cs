using Devices;
using Hal;

/// <summary>A counter notes how far the set-up came; a switch that falls from stage to stage takes it down.</summary>
public sealed class StagedSetup<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Run(DmaBuffer ring, DmaBuffer table, DmaBuffer log)
    {
        int stage = 0;
        PhysAddr tableAt = default, logAt = default;
        PhysAddr ringAt = THal.Share(ring, BufferDirection.DriverToDevice);
        stage = 1;
        if (_device.Submit(ringAt))
        {
            tableAt = THal.Share(table, BufferDirection.DriverToDevice);
            stage = 2;
            if (_device.Submit(tableAt))
            {
                logAt = THal.Share(log, BufferDirection.DeviceToDriver);
                stage = 3;
                _device.Submit(logAt);
            }
        }

        bool complete = stage == 3;
        _device.Reset();
        switch (stage)
        {
            case 3:
                THal.Unshare(logAt, log, BufferDirection.DeviceToDriver);
                goto case 2;
            case 2:
                THal.Unshare(tableAt, table, BufferDirection.DriverToDevice);
                goto case 1;
            case 1:
                THal.Unshare(ringAt, ring, BufferDirection.DriverToDevice);
                break;
        }

        return complete;
    }
}
