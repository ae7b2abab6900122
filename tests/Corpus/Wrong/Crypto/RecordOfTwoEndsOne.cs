using Hal;
using Devices;

// Like fixes in Linux (drivers/crypto, the request context of source and destination).
/// <summary>A crypto request, a record of two shares, whose method ends only the destination.</summary>
public sealed class CipherJobs<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    public int Run(DmaBuffer source, DmaBuffer destination, PhysAddr key)
    {
        var job = new Job(
            new Shared<THal>(source, BufferDirection.DriverToDevice), //! HAL1002 (no fix: aggregate)
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
        }
    }
}
