using Hal;
using Devices;

/// <summary>A crypto request, a record of two shares, whose method ends both.</summary>
public sealed class CipherJobs<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    public int Run(DmaBuffer source, DmaBuffer destination, PhysAddr key)
    {
        var job = new Job(
            new Shared<THal>(source, BufferDirection.DriverToDevice),
            new Shared<THal>(destination, BufferDirection.DeviceToDriver));
        int status = _unit.Encrypt(job.Source.Paddr, job.Destination.Paddr, key, source.Length);
        job.End();
        return status;
    }

    private readonly record struct Job(Shared<THal> Source, Shared<THal> Destination)
    {
        public void End()
        {
            Destination.Unshare();
            Source.Unshare();
        }
    }
}
