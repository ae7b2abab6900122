using Devices;
using Hal;

public enum TransferMode
{
    Pio,
    Dma,
    Chained,
}

public sealed class EnumOfThree<THal>(Device device)
    where THal : struct, IHal
{
    public void Run(TransferMode mode, DmaBuffer buffer)
    {
        PhysAddr paddr = default;
        switch (mode)
        {
            case TransferMode.Dma:
            case TransferMode.Chained:
                paddr = THal.Share(buffer, BufferDirection.Both);
                break;
        }

        device.Start(paddr, buffer.Length);
        if (mode != TransferMode.Pio)
        {
            THal.Unshare(paddr, buffer, BufferDirection.Both);
        }
    }
}
