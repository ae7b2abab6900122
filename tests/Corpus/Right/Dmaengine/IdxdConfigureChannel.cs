using Hal;

namespace Drivers;

// Follows a fix in SPDK: "idxd: fix memleak problem in spdk_idxd_configure_chan()" (e4746ad40f): the way back went over the batches and
// freed their descriptors, not their completions.
public sealed class IdxdBatch<THal>
    where THal : struct, IHal
{
    public Dma<THal>? Descriptors { get; set; }

    public Dma<THal>? Completions { get; set; }
}

public static class IdxdChannel<THal>
    where THal : struct, IHal
{
    public static IdxdBatch<THal>[]? Configure(int count)
    {
        var descriptors = new Dma<THal>?[count];
        var completions = new Dma<THal>?[count];
        for (int i = 0; i < count; i++)
        {
            if (!Dma<THal>.TryCreate(2, BufferDirection.DriverToDevice, out descriptors[i])
                || !Dma<THal>.TryCreate(1, BufferDirection.DeviceToDriver, out completions[i]))
            {
                for (int j = 0; j <= i; j++)
                {
                    descriptors[j]?.Dispose();
                    completions[j]?.Dispose();
                }

                return null;
            }
        }

        var batches = new IdxdBatch<THal>[count];
        for (int i = 0; i < count; i++)
        {
            batches[i] = new IdxdBatch<THal> { Descriptors = descriptors[i], Completions = completions[i] };
        }

        return batches;
    }
}
