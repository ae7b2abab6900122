using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Jobs of a render engine, each with a list of buffers; a fence value tells which jobs are over. Jobs leave the list in fence order, and
// all buffers of a job end with it.
public sealed class RenderJobs<THal>(Device engine)
    where THal : struct, IHal
{
    private sealed class Job(ulong fence)
    {
        public ulong Fence { get; } = fence;

        public List<Shared<THal>> Buffers { get; } = new();

        public void Release()
        {
            foreach (Shared<THal> buffer in Buffers)
            {
                buffer.Unshare();
            }

            Buffers.Clear();
        }
    }

    private readonly Queue<Job> _running = new();
    private ulong _fence;

    public ulong Submit(DmaBuffer commands, DmaBuffer[] textures, DmaBuffer target)
    {
        var job = new Job(_fence + 1);
        try
        {
            job.Buffers.Add(new Shared<THal>(target, Both));
            foreach (DmaBuffer texture in textures)
            {
                job.Buffers.Add(new Shared<THal>(texture, DriverToDevice));
            }

            job.Buffers.Add(new Shared<THal>(commands, DriverToDevice));
        }
        catch (DmaException)
        {
            job.Release();
            throw;
        }

        if (!engine.Submit(job.Buffers[^1].Paddr, commands.Length))
        {
            job.Release();
            return 0;
        }

        _running.Enqueue(job);
        return ++_fence;
    }

    public void Retire(ulong signaled)
    {
        while (_running.TryPeek(out Job? job) && job.Fence <= signaled)
        {
            _running.Dequeue().Release();
        }
    }

    public void Hang()
    {
        engine.Reset();
        while (_running.TryDequeue(out Job? job))
        {
            job.Release();
        }
    }
}
