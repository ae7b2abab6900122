using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A message of several transfers, each with what it sends, what it receives, or both.</summary>
public sealed class SpiMessage<THal>(SpiController spi)
    where THal : struct, IHal
{
    public readonly record struct Transfer(DmaBuffer? Send, DmaBuffer? Receive, int Length);

    public int Run(int chip, IReadOnlyList<Transfer> transfers)
    {
        spi.SelectChip(chip);
        try
        {
            foreach (Transfer transfer in transfers)
            {
                int error = RunOne(transfer);
                if (error != 0)
                {
                    return error;
                }
            }

            return 0;
        }
        finally
        {
            spi.ReleaseChip();
        }
    }

    private int RunOne(Transfer transfer)
    {
        PhysAddr send = default;
        PhysAddr receive = default;
        if (transfer.Send is { } outgoing)
        {
            send = THal.Share(outgoing, DriverToDevice);
        }

        if (transfer.Receive is { } incoming)
        {
            try
            {
                receive = THal.Share(incoming, DeviceToDriver);
            }
            catch (DmaException)
            {
                if (send != default)
                {
                    THal.Unshare(send, transfer.Send!.Value, DriverToDevice);
                }

                return -12;
            }
        }

        int result = spi.Start(send, receive, transfer.Length);
        if (result == 0 && !spi.WaitIdle(500))
        {
            spi.Abort();
            result = -110;
        }

        if (receive != default)
        {
            THal.Unshare(receive, transfer.Receive!.Value, DeviceToDriver);
        }

        if (send != default)
        {
            THal.Unshare(send, transfer.Send!.Value, DriverToDevice);
        }

        return result;
    }
}
