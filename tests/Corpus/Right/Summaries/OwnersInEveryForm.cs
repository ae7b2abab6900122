using System;
using Devices;
using Hal;

/// <summary>Owner types with chained constructors, explicit Dispose, a Close method, an init property; and their users.</summary>
public class Loan<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Shared<THal> _share;

    public Loan(DmaBuffer buffer)
        : this(buffer, BufferDirection.Both)
    {
    }

    public Loan(DmaBuffer buffer, BufferDirection direction) => _share = new Shared<THal>(buffer, direction);

    public PhysAddr At => _share.Paddr;

    public string Name { get; init; } = string.Empty;

    public void Close() => _share.Unshare();

    void IDisposable.Dispose() => Close();
}

/// <summary>A loan of its own kind.</summary>
public sealed class ReadLoan<THal> : Loan<THal>
    where THal : struct, IHal
{
    public ReadLoan(DmaBuffer buffer)
        : base(buffer, BufferDirection.DeviceToDriver)
    {
    }
}

/// <summary>The users.</summary>
public sealed class LoanUser<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Using(DmaBuffer data)
    {
        using var loan = new ReadLoan<THal>(data) { Name = "read" };
        return _device.Start(loan.At, data.Length);
    }

    public int Closing(DmaBuffer data)
    {
        var loan = new Loan<THal>(data);
        int status = _device.Start(loan.At, loan.Name.Length);
        loan.Close();
        return status;
    }

    public int AsInterface(DmaBuffer data)
    {
        IDisposable loan = new Loan<THal>(data, BufferDirection.DriverToDevice);
        try
        {
            return _device.Status;
        }
        finally
        {
            loan.Dispose();
        }
    }

    public Loan<THal> Returned(DmaBuffer data)
    {
        var loan = new ReadLoan<THal>(data);
        _device.Program(loan.At, data.Length);
        return loan;
    }
}
