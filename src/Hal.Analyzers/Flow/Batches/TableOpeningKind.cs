namespace Hal.Analyzers.Flow.Batches;

/// <summary>What a use of a table may do to what is in it.</summary>
internal enum TableOpeningKind
{
    /// <summary>It may release elements, or give them to whoever can.</summary>
    Release,

    /// <summary>Nothing can be released by it alone: an address is shown to a device.</summary>
    Loan,

    /// <summary>All of the table is shown to somebody who may have the memory as well.</summary>
    LoanOfAll,

    /// <summary>The table is emptied: what was in it is lost, if nothing else was done with it before.</summary>
    Clearing,
}
