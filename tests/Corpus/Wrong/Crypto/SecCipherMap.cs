using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (hisilicon/sec2): buffers of a request that stayed mapped when it could not be sent. The mapping that the helper
// returns is not released where the queue is full.
public sealed class SecQueue<THal>(Queue queue, CryptoUnit unit)
    where THal : struct, IHal
{
    private const int BlockBytes = 16;

    private static Shared<THal> MapInput(DmaBuffer data) => new(data, BufferDirection.DriverToDevice);

    private static Shared<THal> MapOutput(DmaBuffer data) => new(data, BufferDirection.DeviceToDriver);

    public int Digest(DmaBuffer message, DmaBuffer result)
    {
        if (message.Length % BlockBytes != 0)
        {
            return -22;
        }

        Shared<THal> input = MapInput(message); //! HAL1002
        if (queue.IsFull)
        {
            return -16;
        }

        Shared<THal> output = MapOutput(result);
        int status = unit.Digest(input.Paddr, message.Length, output.Paddr);
        output.Unshare();
        input.Unshare();
        return status;
    }

    public int DigestAll(DmaBuffer[] messages, DmaBuffer result)
    {
        foreach (DmaBuffer message in messages)
        {
            int status = Digest(message, result);
            if (status != 0)
            {
                return status;
            }
        }

        return 0;
    }
}
