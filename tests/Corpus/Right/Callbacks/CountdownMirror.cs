using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A write to several disks by callbacks: one share for all of them, ended by the last one to answer. The count starts at one for the
// submitter itself, so nobody ends the share before all were asked.
public sealed class CountdownMirror<THal>
    where THal : struct, IHal
{
    private sealed class Job
    {
        private readonly Shared<THal> _data;
        private readonly Action<bool> _done;
        private int _open = 1;
        private int _failed;

        public Job(DmaBuffer data, Action<bool> done)
        {
            _data = new Shared<THal>(data, BufferDirection.DriverToDevice);
            _done = done;
        }

        public PhysAddr Address => _data.Paddr;

        public void Open() => Interlocked.Increment(ref _open);

        public void Answer(int status)
        {
            if (status != 0)
            {
                Interlocked.Exchange(ref _failed, 1);
            }

            if (Interlocked.Decrement(ref _open) == 0)
            {
                _data.Unshare();
                _done(Volatile.Read(ref _failed) == 0);
            }
        }
    }

    private readonly BlockQueue[] _disks;

    public CountdownMirror(params BlockQueue[] disks) => _disks = disks;

    public void Write(ulong sector, DmaBuffer data, Action<bool> done)
    {
        var job = new Job(data, done);
        foreach (BlockQueue disk in _disks)
        {
            job.Open();
            if (!disk.TryStart(sector, job.Address, data.Length, job.Answer))
            {
                job.Answer(-11);
            }
        }

        job.Answer(0);
    }
}
