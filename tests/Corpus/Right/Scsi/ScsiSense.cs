using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A SCSI command with data and a sense buffer: sense is read only when the command failed and the device is done.</summary>
public sealed class ScsiHost<THal>(Mailbox hba)
    where THal : struct, IHal
{
    public readonly record struct Result(int Status, byte Key, byte Asc);

    public enum DataDirection
    {
        None,
        ToDevice,
        FromDevice,
    }

    public Result Execute(DmaBuffer block, DmaBuffer sense, DataDirection direction, DmaBuffer data)
    {
        PhysAddr dataAt = default;
        BufferDirection dataDirection = direction == DataDirection.ToDevice ? DriverToDevice : DeviceToDriver;
        PhysAddr blockAt = THal.Share(block, DriverToDevice);
        PhysAddr senseAt = THal.Share(sense, DeviceToDriver);
        if (direction != DataDirection.None)
        {
            dataAt = THal.Share(data, dataDirection);
        }

        int status = direction == DataDirection.None ? hba.Execute(0xA0, blockAt, senseAt) : Send(blockAt, senseAt, dataAt);
        if (direction != DataDirection.None)
        {
            THal.Unshare(dataAt, data, dataDirection);
        }

        THal.Unshare(senseAt, sense, DeviceToDriver);
        THal.Unshare(blockAt, block, DriverToDevice);
        return status == 0 ? default : new Result(status, (byte)(sense[2] & 0x0F), sense[12]);
    }

    public bool TestUnitReady(DmaBuffer block, DmaBuffer sense)
    {
        for (int attempt = 0; attempt < 3; attempt++)
        {
            block.AsSpan().Clear();
            Result result = Execute(block, sense, DataDirection.None, default);
            switch (result)
            {
                case { Status: 0 }:
                    return true;
                case { Key: 0x06 }:
                    continue;
                case { Key: 0x02, Asc: 0x04 }:
                    Thread.Sleep(100);
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private int Send(PhysAddr block, PhysAddr sense, PhysAddr data)
    {
        int error = hba.Execute(0xA1, data);
        return error != 0 ? error : hba.Execute(0xA0, block, sense);
    }
}
