using Hal;
using Devices;

/// <summary>A SAS controller that frees its four reply queues.</summary>
public sealed unsafe class ReplyQueues<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _controller = new();

    public int SelfTest()
    {
        Dma<THal>[] queues = new Dma<THal>[4];
        for (int i = 0; i < 4; i++)
        {
            queues[i] = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        }

        int status = _controller.Execute(0x7, queues[0].Paddr);
        for (int i = 0; i < 4; i++)
        {
            queues[i].Dispose();
        }

        return status;
    }
}
