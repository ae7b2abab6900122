using Devices;
using Hal;

public sealed class PipelineInts<THal>(NvmeQueue queue) where THal : struct, IHal
{
    public int ReadAhead(DmaBuffer left, DmaBuffer right, int count)
    {
        DmaBuffer current = left, next = right;
        PhysAddr currentAddress = THal.Share(current, BufferDirection.DeviceToDriver);
        int command = queue.Submit(2, currentAddress, default);
        int sum = 0;
        for (int i = 1; i < count; i++)
        {
            PhysAddr nextAddress = THal.Share(next, BufferDirection.DeviceToDriver);
            int nextCommand = queue.Submit(2, nextAddress, default);
            while (!queue.IsDone(command))
            {
            }

            THal.Unshare(currentAddress, current, BufferDirection.DeviceToDriver);
            sum += current[0];
            (current, next) = (next, current);
            currentAddress = nextAddress;
            command = nextCommand;
        }

        while (!queue.IsDone(command))
        {
        }

        THal.Unshare(currentAddress, current, BufferDirection.DeviceToDriver);
        return sum + current[0];
    }
}
