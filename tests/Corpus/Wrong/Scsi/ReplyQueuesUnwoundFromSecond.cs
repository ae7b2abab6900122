using Hal;
using Devices;

// Like fixes in Linux (drivers/scsi, a controller's reply queues when one of them cannot be allocated).
/// <summary>A SAS controller that frees its four reply queues from the second one on.</summary>
public sealed unsafe class ReplyQueues<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _controller = new();

    public int SelfTest()
    {
        Dma<THal>[] queues = new Dma<THal>[4];
        for (int i = 0; i < 4; i++)
        {
            queues[i] = new Dma<THal>(1, BufferDirection.DeviceToDriver); //! HAL2002
        }

        int status = _controller.Execute(0x7, queues[0].Paddr);
        for (int i = 1; i < 4; i++)
        {
            queues[i].Dispose();
        }

        return status;
    }
}
