using System;
using Devices;
using Hal;

/// <summary>Bits of a flags enum, tested by mask and by HasFlag, the same way on both sides.</summary>
public sealed class FlaggedRequest<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    [Flags]
    public enum Options
    {
        None = 0,
        Data = 1,
        Sense = 2,
        Urgent = 4,
    }

    public void Run(Options options, DmaBuffer data, DmaBuffer sense)
    {
        PhysAddr dataAt = default;
        PhysAddr senseAt = default;
        if ((options & Options.Data) != 0)
        {
            dataAt = THal.Share(data, BufferDirection.Both);
        }

        if (options.HasFlag(Options.Sense))
        {
            senseAt = THal.Share(sense, BufferDirection.DeviceToDriver);
        }

        _device.Program(dataAt, data.Length);
        _device.Program(senseAt, sense.Length);
        _device.Wait((options & Options.Urgent) != 0 ? 1 : 100);
        if (options.HasFlag(Options.Sense))
        {
            THal.Unshare(senseAt, sense, BufferDirection.DeviceToDriver);
        }

        if ((options & Options.Data) != 0)
        {
            THal.Unshare(dataAt, data, BufferDirection.Both);
        }
    }
}
