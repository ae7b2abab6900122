using Hal;
using Devices;

/// <summary>A SCSI scan that goes on after an empty slot.</summary>
public sealed class ScsiScan<THal>
    where THal : struct, IHal
{
    private readonly Device _bus = new();

    public int Scan(PinnedBuffer inquiry, int targets)
    {
        int found = 0;
        DmaBuffer buffer = inquiry.Buffer;
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        for (int target = 0; target < targets; target++)
        {
            _bus.WriteRegister(0, (ulong)target);
            switch (_bus.Start(address, buffer.Length))
            {
                case 0:
                    found++;
                    continue;
                case -19:
                    break;
                default:
                    Log.Info($"target {target} does not answer");
                    break;
            }
        }

        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return found;
    }
}
